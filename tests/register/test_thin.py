def test_x(register):
    assert register.check("oak").holds
