"""For agents: the Model Context Protocol over the same operations as every other surface."""
