"""`evidence` as it is typed."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from privacy_wizard.cli.schemas import shipped_schema
from tests.command import typed

from .pictures.grounds import made_up_ground
from .pictures.school_logos import school_logo
from .samples.building import write_zip
from .samples.instagram import YEAR_2026, follower
from .samples.others import TELEGRAM


def valid(text: str, schema: str) -> dict:
    document: dict = json.loads(text)
    Draft202012Validator(json.loads(shipped_schema(schema).read_text("utf-8"))).validate(document)
    return document


def test_reading_prints_each_claim_with_its_place(tmp_path: Path) -> None:
    ran = typed("evidence", "read", write_zip(tmp_path / YEAR_2026.name, YEAR_2026.files))
    assert ran.returncode == 0
    place = "personal_information/personal_information/personal_information.json › profile_user[0].string_map_data"
    assert f"  Account is private: No “False”  [{place}.Private Account.value]" in ran.stdout
    assert "Instagram (2024-26, json, en, 2 September 2026)" in ran.stdout
    assert "secret" not in ran.stdout


def test_a_long_list_is_shortened_unless_all_is_asked_for(tmp_path: Path) -> None:
    names = [f"follower_{at}" for at in range(20)]
    files = {
        "followers_and_following/following.json": json.dumps(
            {"relationships_following": [follower(name) for name in names]}
        ).encode()
    }
    path = write_zip(tmp_path / "x.zip", files)
    short, whole = typed("evidence", "read", path).stdout, typed("evidence", "read", "--all", path).stdout
    assert "20 entries" in short
    assert names[-1] not in short
    assert names[-1] in whole


def test_what_is_printed_for_programs_has_the_shipped_schema(tmp_path: Path) -> None:
    path = write_zip(tmp_path / YEAR_2026.name, YEAR_2026.files)
    ran = typed("evidence", "read", path, tmp_path / "nothing.zip", "--json")
    found = valid(ran.stdout, "evidence-1.schema.json")
    assert ran.returncode == 2, "one of the two could not be read"
    assert [each["platform"] for each in found["exports"]] == ["instagram"]
    assert [each["fault"] for each in found["faulty"]] == ["not there"]
    explained = valid(typed("evidence", "explain", path, "--json").stdout, "evidence-explained-1.schema.json")
    [export] = explained["exports"]
    assert [each["count"] for each in export["never"] if each["reason"] == "messages"] == [1]
    assert not [each for each in export["read"] if "message" in each["name"]]


def test_the_logo_is_looked_for_in_pictures_and_in_those_of_a_profile(tmp_path: Path) -> None:
    logo, ground = school_logo(1), made_up_ground(1, 400)
    logo.save(tmp_path / "logo.png")
    ground.save(tmp_path / "without.jpg")
    small = logo.resize((120, 120))
    ground.paste(small, (260, 20), small)
    ground.save(tmp_path / "with.jpg")
    zipped = write_zip(tmp_path / "x.zip", {"media/profile/1.jpg": (tmp_path / "with.jpg").read_bytes()})
    paths = [tmp_path / "without.jpg", zipped, tmp_path / "gone.jpg"]
    ran = typed("evidence", "logo", "--logo", tmp_path / "logo.png", *paths, "--json")
    assert ran.returncode == 2
    without, pictured, gone = valid(ran.stdout, "evidence-logo-1.schema.json")["pictures"]
    assert (without["place"], pictured["name"], gone["fault"]) == ([], "1.jpg", "not there")
    middle = [sum(corner[side] for corner in pictured["place"]) / 4 for side in "xy"]
    assert middle == pytest.approx([800, 200], abs=40)
    unsaid = typed("evidence", "logo", tmp_path / "with.jpg")
    assert unsaid.returncode == 3
    assert "--logo FILE" in unsaid.stderr


def test_what_cannot_be_read_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Ann")
    ran = typed("evidence", "read", tmp_path / "letter.txt")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == (
        "letter.txt: This is not a data export that is known here, so nothing was read. Please open the "
        "file as the platform gave it to you.\n"
    )


def test_explaining_names_what_is_read_and_opens_nothing(tmp_path: Path) -> None:
    ran = typed("evidence", "explain", write_zip(tmp_path / TELEGRAM.name, TELEGRAM.files))
    assert ran.returncode == 0
    assert "  read: result.json (Name, Username, Telephone, Bio, Uploaded contacts)" in ran.stdout
    assert "messages in this file are passed over" in ran.stdout
    assert "Messages and chats are never opened." in ran.stdout


def test_texts_that_name_the_school_are_pointed_at(tmp_path: Path) -> None:
    path = write_zip(tmp_path / YEAR_2026.name, YEAR_2026.files)
    school = ("--school-name", "St Mary’s Primary School", "--school-domain", "oakfield.sch.uk")
    said = typed("evidence", "read", path, *school).stdout
    assert "  E-mail: “ann.lee@oakfield.sch.uk” – the school's e-mail or web address (oakfield.sch.uk), 100 %" in said
    assert "  Bio: “saint marys” – a part of the school's name (St Mary’s Primary School), 85 %" in said
    found = valid(typed("evidence", "read", path, *school, "--json").stdout, "evidence-1.schema.json")
    assert [(each["kind"], each["strength"]) for each in found["mentions"]] == [("email", 100), ("bio", 85)]
    assert "name the school" not in typed("evidence", "read", path).stdout


def test_posts_are_read_only_when_asked_for(tmp_path: Path) -> None:
    posts = json.dumps(
        [
            {
                "title": "Our class trip",
                "creation_timestamp": 1_700_000_000,
                "media": [
                    {"media_metadata": {"photo_metadata": {"exif_data": [{"latitude": 53.27, "longitude": -2.77}]}}}
                ],
            }
        ]
    ).encode()
    files = {**YEAR_2026.files, "your_instagram_activity/media/posts_1.json": posts}
    path = write_zip(tmp_path / YEAR_2026.name, files)
    assert "class trip" not in typed("evidence", "read", path).stdout
    asked = typed("evidence", "read", "--posts", path).stdout
    assert "Our class trip" in asked
    assert "53.27, -2.77" in asked
