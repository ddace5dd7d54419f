"""Ways to tell a warehouse: one file a channel.

Mail to a warehouse differs from mail to a broker in its text alone, so it leaves by the same
:class:`~entrygo.ports.mailer.Mailer` (``outbound/brokers/smtp.py``). Another channel would be a file here.
"""
