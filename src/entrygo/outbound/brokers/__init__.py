"""Ways to deliver a mail to a broker or a warehouse, one file a transport."""
