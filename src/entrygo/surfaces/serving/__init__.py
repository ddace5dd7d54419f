"""What the doors share: room and turns, streams of events, watched calls, headers. It knows no door."""
