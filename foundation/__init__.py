"""The ground under both packages. It knows no word of the trade: a convention test reads every name in it."""
