"""The journal keeps the last exchanges, and no more bytes than it may."""

from datetime import timedelta

from mock_server.engine.exchange import KEPT_BODY
from mock_server.engine.journal import Journal
from mock_server.engine.shop import Shop
from tests.engine.exchanges import make_exchange
from tests.toy.making import toy_shop


def filled(journal: Journal, *answers: bytes) -> Journal:
    for answer in answers:
        journal.append(make_exchange(answer=answer))
    return journal


def test_the_oldest_is_forgotten_and_numbers_go_on() -> None:
    journal = filled(Journal(2), b"1", b"2", b"3")

    assert [each.number for each in journal] == [2, 3]
    assert journal.get(1) is None
    assert (journal.get(3), journal.get(4)) == ([*journal][1], None)


def test_a_journal_may_keep_nothing() -> None:
    journal = filled(Journal(0), b"1")

    assert (len(journal), journal.last) == (0, 1)


def test_long_bodies_are_cut_and_their_sizes_are_known() -> None:
    journal = filled(Journal(), b"x" * (KEPT_BODY + 5))

    [exchange] = journal
    assert len(exchange.answer) == KEPT_BODY
    assert exchange.sizes == (0, KEPT_BODY + 5)


def test_bodies_push_out_what_is_older() -> None:
    journal = filled(Journal(10, kept_bytes=100), *(b"%060d" % n for n in range(4)))

    assert [each.number for each in journal] == [4]


def test_what_is_the_same_is_kept_once() -> None:
    journal = filled(Journal(), *(bytes([65, n % 2]) * 50 for n in (0, 0, 1)))

    first, second, third = journal
    assert first.answer is second.answer
    assert third.answer != second.answer


def test_a_tail_reads_what_came_after() -> None:
    journal = filled(Journal(3), *(b"%d" % n for n in range(5)))

    assert [each.number for each in journal.after(3)] == [4, 5]
    assert [each.number for each in journal.after(0)] == [3, 4, 5]
    assert journal.after(5) == []


def test_listeners_hear_until_they_stop() -> None:
    journal, heard = Journal(), []
    stop = journal.listen(lambda: heard.append(journal.last))

    filled(journal, b"1", b"2")
    stop()
    filled(journal, b"3")

    assert heard == [1, 2]


def test_moments_follow_from_the_counter() -> None:
    journal = Journal()
    first, later = make_exchange(started=10.0), make_exchange(started=12.5)

    assert journal.moment(later) - journal.moment(first) == timedelta(seconds=2.5)


def test_clearing_forgets_all_but_the_numbers() -> None:
    journal = filled(Journal(), b"1", b"2")

    assert (journal.clear(), len(journal), journal.last) == (2, 0, 2)


def test_an_older_answer_is_one_of_the_same_read_that_differs(shop: Shop) -> None:
    journal = Journal()
    for answer, query in ((b"old", b""), (b"other", b"page=2"), (b"new", b"")):
        journal.append(make_exchange(shop, answer=answer, query=query))

    older = journal.older(make_exchange(shop), b"new")

    assert older is not None
    assert older.answer == b"old"
    assert journal.older(make_exchange(shop, query=b"page=2"), b"other") is None
    assert journal.older(make_exchange(shop, method="POST"), b"new") is None


def test_an_earlier_life_of_the_shop_is_not_remembered(shop: Shop) -> None:
    journal = Journal()
    journal.append(make_exchange(shop, answer=b"old"))

    assert journal.older(make_exchange(toy_shop()), b"new") is None
