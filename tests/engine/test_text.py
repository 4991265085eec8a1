from mock_server.engine.text import Text

WORDS = Text("السلة {id}", "Basket {id}")


def test_words_are_said_in_english_or_else_in_arabic() -> None:
    assert [WORDS.say(language) for language in ("en", "ar", "fr")] == [
        "Basket {id}",
        "السلة {id}",
        "السلة {id}",
    ]


def test_places_are_filled_in_both_languages() -> None:
    assert WORDS.fill(id=7) == Text("السلة 7", "Basket 7")
