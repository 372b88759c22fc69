//! Lines for a person's settings file, to be copied.

/// With these lines in its settings Django writes what it answers with 400, 403 or 500 to standard error, which is the unit's log (tried
/// with Django 4.2 and 5.2 on 2026-11-29).
pub const DJANGO_LOGGING: &str = r#"LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}"#;
