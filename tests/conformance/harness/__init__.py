"""What the conformance tests share: the demo cloud, the person at the browser, the record of requests."""
