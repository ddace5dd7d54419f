"""Messages out and in, one file a technology: mail to brokers and warehouses, webhooks, mailboxes for answers."""
