"""Three nodes, a replicated PostgreSQL, S3 and a mail server as hosts of their own, and every fault between them."""
