"""From a program and a snapshot of data to exact scores and their trace."""
