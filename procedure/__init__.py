"""What the Geschäftsanweisung (GA) 01/2020 says, as pure functions over frozen values."""
