"""申报通知: a scheme's call for applications, when it was handed on, and until when workers may apply."""
