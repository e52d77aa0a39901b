"""What is known of a program before any data: axes, type, unit, states, interval and form of every node."""
