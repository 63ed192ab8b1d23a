// Replaced by the crawler.
