// ModelCards
