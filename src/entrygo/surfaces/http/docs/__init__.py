"""The served documentation: pages made from the records the server itself runs on. No key is needed."""
