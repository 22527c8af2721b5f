"""The names that are recognised in texts: of parties (countries, capitals, leaders) and known agreements."""
