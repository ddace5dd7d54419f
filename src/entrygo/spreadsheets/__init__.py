"""Files of products and orders: what a spreadsheet's or a shop's rows say, and every fault of them at once."""
