"""会议培训: meetings, study and training, who called them and who came."""
