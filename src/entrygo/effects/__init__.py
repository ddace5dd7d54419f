"""Work in the background: executions and corrections, and the delivery of mails and webhooks."""
