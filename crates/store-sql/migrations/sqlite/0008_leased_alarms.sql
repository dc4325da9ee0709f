-- The index finds what is leased among the alarms, of which nearly all are not.
CREATE INDEX alarms_leased ON alarms (controller, leased_until) WHERE leased_until > at;
