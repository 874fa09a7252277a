// Reads a calendar from standard input with ical.js and prints its events as JSON, their times in UTC; whole days
// stay days.
import { readFileSync } from "node:fs";
import ICAL from "./vendor/ical.mjs";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(zone);
}

const inUtc = (time) => time.isDate ? time.toString() : time.toJSDate().toISOString().replace(".000Z", "Z");

const events = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    start_utc: inUtc(event.startDate),
    end_utc: inUtc(event.endDate),
    summary: event.summary,
    status: component.getFirstPropertyValue("status"),
    sequence: event.sequence,
  };
});
console.log(JSON.stringify({ events }));
