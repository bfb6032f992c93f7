"""Texts that have run as code somewhere: HTML, attributes, JavaScript strings, templates, links."""

PAYLOADS = (
    "<script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=2>",
    '"><svg onload=window.pwned=3>',
    "</script><script>window.pwned=4</script>",
    "`${window.pwned=5}`",
    "'+(window.pwned=6)+'",
    "\\u003cimg src=x onerror=window.pwned=7\\u003e",
    "{{ cycler.__init__.__globals__ }}{% raw %}${7*7}",
    "[x](javascript:window.pwned=9) **b** :material/map: &lt;b&gt;",
    "![x](https://example.org/x.png)",
    "[NHS login](https://example.org/login)",
)
