"""The door of agents: the Model Context Protocol over the same operations as every other door."""
