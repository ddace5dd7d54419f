"""The documentation: Markdown from the repository and pages made from the server's own records, by one renderer.

It is served under ``/docs`` without a key, written as files by ``entrygo docs build``, and needs nothing from outside.
"""
