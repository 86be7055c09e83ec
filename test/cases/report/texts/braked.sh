# Nothing to run: 31 roles would change and the limit is 20 an hour, so no role is written.
