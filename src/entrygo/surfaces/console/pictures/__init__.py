"""Figures as pictures: numbers in, geometry for SVG out; pure."""
