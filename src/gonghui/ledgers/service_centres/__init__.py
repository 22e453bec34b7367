"""职工服务中心: the centres with their rooms, services and social workers, how pilots are chosen, and activities."""
