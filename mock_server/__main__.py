"""`python -m mock_server` is `souqbox`."""

from mock_server.cli.main import main

if __name__ == "__main__":
    main()
