"""What the law says: rates, dated programmes, duty layers, fees, manufacturer identification."""
