"""A subsidy application on its way: each step by the right person, no step before its time, nobody on two sides."""

from playwright.sync_api import expect
from tests.browser.person import Arrival, Person, new_id_number

PROVINCE_PAPER = "安工办2025年第88号文"


def apply_for(person: Person, place: str, name: str) -> str:
    """Enter a surveyed worker of the place's first employer and apply; returns the case's number in the address."""
    person.open(f"/{place}/ledgers/employers/")
    employer = person.rows.first.get_by_role("link").inner_text()
    person.open(f"/{place}/ledgers/subsidies/new/")
    for label, text in {
        "姓名": name,
        "身份证号": new_id_number(),
        "单位": employer,
        "培训项目": "茶艺师（初级）",
        "摸底日期": "2025年12月1日",
    }.items():
        person.fill(label, text)
    person.press("登记")
    expect(person.title).to_have_text(name)
    person.sees("还没有填申请的补贴金额")
    expect(person.act("申请").get_by_role("button")).to_have_count(0)
    person.follow("修改")
    person.fill("申请交通补贴", "200")
    person.fill("误工天数", "2")
    person.fill("申请误工补贴", "120元")
    person.press("保存")
    person.take("申请", 日期="12月2日")
    expect(person.state).to_contain_text("已申请")
    return person.path.rstrip("/").split("/")[-1]


def test_a_case_goes_its_way_from_the_village_to_payment(arrive: Arrival) -> None:
    clerk, officer, reviewer = (arrive(name) for name in ("t1-clerk", "t1-officer", "city-reviewer"))
    case = apply_for(clerk, "T1-V01", "桑落")
    expect(clerk.act("镇总工会审核通过")).to_have_count(0)
    clerk.sees("“镇总工会审核通过”由青砚镇总工会办理，你的岗位不能办")

    officer.open(f"/T1/ledgers/subsidies/{case}/")
    officer.take("镇总工会审核通过", 日期="12月1日")
    expect(officer.main).to_contain_text("不能早于上一步的日期（2025年12月2日）")
    officer.take("镇总工会审核通过", 日期="12月3日")
    expect(officer.state).to_contain_text("镇总工会审核通过")

    reviewer.open(f"/C/ledgers/subsidies/{case}/")
    reviewer.take("市总工会退回补正", 日期="12月4日", 原因="")
    expect(reviewer.main).to_contain_text("请写明“市总工会退回补正”的原因")
    reviewer.take("市总工会退回补正", 日期="12月4日", 原因="缺单位盖章")
    expect(reviewer.state).to_contain_text("退回补正")

    clerk.open(f"/T1-V01/ledgers/subsidies/{case}/")
    clerk.sees("缺单位盖章")
    clerk.take("补正重报", 日期="12月5日")
    officer.open(f"/T1/ledgers/subsidies/{case}/")
    officer.take("镇总工会审核通过", 日期="12月8日")
    reviewer.open(f"/C/ledgers/subsidies/{case}/")
    reviewer.take("市总工会审核通过", 日期="12月9日", 意见="材料齐全")
    expect(reviewer.state).to_contain_text("市总工会审核通过")

    officer.open(f"/T1/ledgers/subsidies/{case}/")
    expect(officer.act("登记发放")).to_have_count(0)
    refuse_a_step_out_of_turn(officer, case)
    officer.take("省总工会审核通过", 决定日期="12月10日")
    expect(officer.main).to_contain_text("安澜省总工会没有人在本系统上审核，请写明它作出决定的文件名称或文号")
    officer.take("省总工会审核通过", 决定日期="12月10日", 文件名称=PROVINCE_PAPER)
    expect(officer.state).to_contain_text("省总工会审核通过")
    line = officer.main.get_by_role("list", name="办理过程")
    for said in ("安澜省总工会", "梁若宁代录", PROVINCE_PAPER, "材料齐全"):
        expect(line).to_contain_text(said)

    officer.take("登记发放", 日期="12月11日", 发放金额="321")
    expect(officer.main).to_contain_text("发放金额多于申请的320元")
    expect(officer.act("登记发放").get_by_label("发放金额")).to_have_value("321")
    officer.take("登记发放", 日期="12月11日", 发放金额="320")
    expect(officer.state).to_contain_text("已发放")
    expect(officer.fact("发放金额")).to_contain_text("320.00元")
    expect(officer.history.first).to_contain_text("梁若宁办理“登记发放”")
    expect(officer.main.get_by_role("region", name="下一步")).to_have_count(0)


def test_nobody_reviews_what_passed_through_their_own_hands(arrive: Arrival) -> None:
    officer, chair = arrive("t1-officer"), arrive("t1-chair")
    case = apply_for(officer, "T1", "荀草")
    expect(officer.act("镇总工会审核通过")).to_have_count(0)
    officer.sees("按回避规定要由另一位同事来办")
    chair.open(f"/T1/ledgers/subsidies/{case}/")
    expect(chair.main.get_by_role("link", name="修改")).to_have_count(0)
    chair.take("镇总工会审核不通过", 日期="12月3日", 原因="培训当期不在本镇就业")
    expect(chair.state).to_contain_text("不通过")
    expect(chair.main.get_by_role("list", name="办理过程")).to_contain_text("培训当期不在本镇就业")


def refuse_a_step_out_of_turn(officer: Person, case: str) -> None:
    """The payment, sent although the page does not offer it, is refused and changes nothing."""
    sent = officer.page.context.request.post(
        f"{officer.address}/T1/ledgers/subsidies/{case}/steps/pay/",
        form={
            "csrfmiddlewaretoken": officer.main.locator("[name=csrfmiddlewaretoken]").first.input_value(),
            "decided_on": "2025-12-11",
            "amount": "320",
        },
    )
    assert sent.status == 409
    assert "“登记发放”没有办" in sent.text()
    officer.open(f"/T1/ledgers/subsidies/{case}/")
    expect(officer.state).to_contain_text("市总工会审核通过")
