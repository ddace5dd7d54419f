"""Which lives of which nodes are over, so that another may finish their runs."""
