"""Valid objects from few words, one file a topic, made by the same actions that people use."""
