"""Official documents and charts: written, and read again after people have edited them. It knows no HTTP."""
