"""YAML in, frozen values out, every fault at its place."""
