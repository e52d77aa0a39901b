"""Commands of ``tarazy``, one a module; each has its click command under the name ``command``."""
