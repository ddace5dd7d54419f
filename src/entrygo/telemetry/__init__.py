"""Metrics, traces, logs and readiness of a process, measured around HTTP calls, operations and ports."""
