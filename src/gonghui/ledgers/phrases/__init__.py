"""提法: dated phrases from upper papers, with which a summary may open."""
