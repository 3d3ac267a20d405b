import { expect } from "chai";
import { jsonHeaders, signIn, signUpUser } from "../helpers/api";
import { useCloud } from "../helpers/useCloud";

describe("the key of what a user leaves on a device", () => {
  const cloud = useCloud();

  it("is the same in each of the user's sessions, whoever asks first, and another for each user", async () => {
    const user = await signUpUser(cloud());
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => user.api("GET", "/account/device-key")),
    );
    const again = await signIn(cloud(), user.email, user.password);
    answers.push(await again.api("GET", "/account/device-key"));
    const [first] = answers;
    expect(first?.body)
      .to.have.property("key")
      .that.matches(/^[0-9a-f]{64}$/);
    for (const answer of answers) {
      expect(answer).to.deep.equal({ status: 200, headers: jsonHeaders(cloud()), body: first?.body });
    }
    const stranger = await signUpUser(cloud());
    expect((await stranger.api("GET", "/account/device-key")).body).not.to.deep.equal(first?.body);
  });
});
