"""What is asked for, and the form that RFC 9110 has sent."""

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
CHOICES = [
    ("", "html"),
    ("*/*", "html"),
    (BROWSER, "html"),
    ("text/html", "html"),
    ("text/turtle", "ttl"),
    ("TEXT/TURTLE", "ttl"),
    ("application/ld+json", "jsonld"),
    ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "jsonld"),
    ("text/turtle;q=0.5, application/ld+json", "jsonld"),
    ("text/turtle;q=0.5,application/ld+json;q=0.9", "jsonld"),
    ("text/turtle;q=0.9,application/ld+json;q=0.5", "ttl"),
    ("text/html;q=0.3, text/turtle; q=0.4", "ttl"),
    ("text/html;q=0.4, text/turtle; q=0.4", "html"),
    ("text/html;q=0.400, text/turtle; q=0.4", "html"),
    ("application/rdf+xml, text/turtle;q=0.9", "ttl"),
    ("text/*;q=0.5, text/html;q=0", "ttl"),
    ("text/html;q=0, */*", "ttl"),
    ("application/*", "jsonld"),
    ("text/*", "html"),
    ("*/*;q=0.1, application/ld+json;q=0.2", "jsonld"),
    ("text/turtle;charset=utf-8;q=0.9, text/html;q=0.8", "ttl"),
    ("text/turtlex", ""),
    ("image/png", ""),
    ("text/html;q=0", ""),
    ("text/html;q=0.0, text/turtle;q=0.000", ""),
]
FINE = [  # what differs in the second decimal
    ("text/html;q=0.25, text/turtle; q=0.26", "ttl"),
    ("text/turtle;q=0.91, application/ld+json;q=0.95", "jsonld"),
]
