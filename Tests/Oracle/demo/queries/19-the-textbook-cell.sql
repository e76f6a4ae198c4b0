select 6300000 as addressable, 2900000 as gap, 2900000::double / 6300000 as part, 900000 as develop,
       2000000 as recruit_gap, 4 as productive, 10 as to_sign, 3400000::double / 6300000 as crowding
