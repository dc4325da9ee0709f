//! What crosses services: pipeline, browser, faults, conformance.
