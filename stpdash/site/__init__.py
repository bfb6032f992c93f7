"""The plain edition: the whole atlas as files, for any web server, without a script; made of the live pages' parts."""
