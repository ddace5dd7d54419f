"""What ``entrygo doctor`` looks at, one function a check."""
