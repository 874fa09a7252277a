"""The measurements behind `make bench`: what pages, calendars, downloads and printing cost, as ratios and counts."""
