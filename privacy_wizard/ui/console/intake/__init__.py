"""What was handed in: taken in, looked at, decided, countersigned, entered from paper."""
