"""The MCP door for agents."""
