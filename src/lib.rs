//! The widget: the only code that knows a browser.
