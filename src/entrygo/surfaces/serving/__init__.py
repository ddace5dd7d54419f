"""What the surfaces share: limits, streams of events, the log of calls, headers. It knows none of them."""
