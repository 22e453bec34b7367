"""岗位分工: who stands first and who stands in for a matter (AB角)."""
