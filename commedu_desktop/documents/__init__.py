"""Printed papers: frozen data in, PDF bytes out."""
