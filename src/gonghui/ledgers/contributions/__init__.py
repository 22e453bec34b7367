"""工会经费: what employers paid in through the tax office, and each employer's file of rebate papers for a year."""
