"""Pages of reference: each is written from the records the server itself runs on."""
